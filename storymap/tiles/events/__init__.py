"""Large sets of events become tiles: `make_event_tiles` in `making`."""
