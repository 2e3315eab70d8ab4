"""The steps that turn the source packages into the files under geodata/."""
