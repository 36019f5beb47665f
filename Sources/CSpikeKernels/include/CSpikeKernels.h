void k(void);
