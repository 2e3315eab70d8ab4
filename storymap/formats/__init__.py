"""What people have becomes what a story holds: positions in any notation, tables, photos."""
