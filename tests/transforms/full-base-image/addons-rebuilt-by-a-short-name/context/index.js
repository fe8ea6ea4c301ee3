require("gauge-of-wind");
