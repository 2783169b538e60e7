-- first; line
/* block; */ select 1;
/* a; /* nested; */ b; */ select 2; select 3 -- c; d
; select 4 /* unfinished; business
   on; the next /* line; */ */ ; -- end
;;
; ;
select 5 --
;
select 6 - -1, 7 +-- eight;
 8, 9 */* times; */ 2, @-- at;
 - 1;
select /*/ not closed; */ 11 /**/ /***/ /****; */ ;
--
/* only */
select '/*', 12 /* ' */, '*/' ; select 13 /* " $$ ' ; */;
