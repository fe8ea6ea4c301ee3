require("simple-git")().log().then(console.log);
