"""What is made of the player document: pages, drawn maps, tables."""
