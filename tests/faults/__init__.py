"""The fault campaign: thousands of damaged and hostile files among good ones, read as a user would read them."""
