// The functions are those of the SQLite library; a target needs one file that is compiled.
#include "csqlite.h"
