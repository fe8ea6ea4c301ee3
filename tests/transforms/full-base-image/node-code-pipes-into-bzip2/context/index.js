const { exec } = require("child_process");
exec("tar -c /data | bzip2 > /backup/data.tar.bz2");
