// A lone ` or ' in a comment opens no string.
const found = /^(git|ssh):/.exec(process.argv[2] || "");
/* Treat "" as nothing; convert numbers to strings
   git pull ` */
console.log(String(found), "(git|svn)", "a | b; c");
