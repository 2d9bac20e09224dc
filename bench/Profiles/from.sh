#!/bin/sh
# from.sh FILE PROGRAM … : the program with the file as its standard input.
input=$1
shift
exec "$@" < "$input"
