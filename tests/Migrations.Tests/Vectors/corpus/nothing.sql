-- nothing
;
/* at all */
