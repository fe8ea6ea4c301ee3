require("express");
for (const name of fs.readdirSync("models")) require(path.join("models", name));
