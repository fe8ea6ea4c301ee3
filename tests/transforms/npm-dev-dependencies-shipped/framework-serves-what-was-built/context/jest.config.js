require("@next/bundle-analyzer");
