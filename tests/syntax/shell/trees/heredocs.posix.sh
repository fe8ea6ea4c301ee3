cat <<E; cat <<-"F" >out && b
a $x
E
	literal $x
	F
c
