/** Path of a node below a chroot; `/` is the chroot that adds nothing. */
export function below(chroot: string, path: string): string {
  return chroot === '/' ? path : path === '/' ? chroot : `${chroot}${path}`
}
