"""What is known of commands, base images, packages and costs: tables, each fact with its source and date."""
