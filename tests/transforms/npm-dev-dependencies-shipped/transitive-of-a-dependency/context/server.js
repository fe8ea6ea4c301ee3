require("express");
require("body-parser");
