f() { a; } >log
function g { (b; c); }
