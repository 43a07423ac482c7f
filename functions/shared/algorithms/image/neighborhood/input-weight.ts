/** What a neighbour's weight is: the kernel's, its mask's, or the smaller of the two. */
export type InputWeight = 'kernel' | 'mask' | 'min';
