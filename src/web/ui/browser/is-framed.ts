/** True in a frame: the address of the page is then not the one that the reader sees. */
export const isFramed = window.parent !== window
