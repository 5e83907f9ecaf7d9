"""Whether requests are what AWS takes: its service models, and bounds that these state in words only."""
