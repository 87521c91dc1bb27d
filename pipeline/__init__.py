"""The stages and the command line: discover, read, extract, load, report. Imported by nobody."""
