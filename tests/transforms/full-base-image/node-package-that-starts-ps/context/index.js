require("tree-kill")(Number(process.argv[2]));
