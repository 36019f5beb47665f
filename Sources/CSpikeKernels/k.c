void k(void){}
