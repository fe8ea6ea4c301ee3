require("axios").get("http://localhost:3000");
