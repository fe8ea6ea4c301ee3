require("jest");
