"""Where things stand in charts, in per cent of their width and height, so that a page of any width draws them."""
