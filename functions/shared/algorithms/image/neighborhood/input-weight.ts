/** The weight of a neighbour: the kernel's, its mask's, or the smaller of the two. */
export type InputWeight = 'kernel' | 'mask' | 'min';
