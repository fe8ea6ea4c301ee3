console.log('tsc has made this')
require('express')().listen(3000)
