require("jest")
