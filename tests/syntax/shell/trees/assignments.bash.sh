a=1 b+=(x [k]=y # c
) c[1 + 2]="$d" >o cmd 2>&1 {fd}<<<word &>>both
declare -A m=([a]=1)
