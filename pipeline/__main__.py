"""`python -m pipeline` is the console command `juesuan`."""

import sys

from pipeline.cli import main

if __name__ == "__main__":
    sys.exit(main())
