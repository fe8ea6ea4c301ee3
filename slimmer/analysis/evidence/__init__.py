"""What manifests and lock files in the build context say."""
