/* A disk that forgets: what a process wrote to the files of one directory and did not sync is gone when it ends.
 *
 * Loaded with LD_PRELOAD. Writes stay in the memory of the process, where its reads find them; fsync moves them to
 * the real file. So the real files are at every moment what a power cut would leave. New names, renames and removals
 * happen at once, but each is noted in a directory until the directory it happened in is synced: whoever examines
 * what is left undoes those notes first, the last one first.
 *
 *   TOCSIN_DISK       the directory, as its real path
 *   TOCSIN_DISK_UNDO  where the notes go; on the same file system, not in the directory
 *   TOCSIN_DISK_LEAK  how many of 100 sectors reach the disk at once, though nobody synced them: in any order
 *   TOCSIN_DISK_EIO   while this file exists, syncing fails, and what should have been synced never will be
 *   TOCSIN_DISK_FULL  while this file exists, no file can grow
 *
 * Files that end in "-shm" are left alone: SQLite maps them, and makes them anew after a crash.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <unistd.h>

#define PAGE 4096
#define SECTOR 512
#define BUCKETS 4096
#define MAX_FD 65536

struct page {
    struct page *next;
    off_t start;
    unsigned char bytes[PAGE];
};

/* size: what the process sees. cut: real bytes from here on are not seen. real: a descriptor of our own, never
 * closed, because closing one drops the process's locks on the file. */
struct file {
    struct file *next;
    dev_t device;
    ino_t inode;
    int real;
    off_t size;
    off_t cut;
    int lost;
    struct page *pages[BUCKETS];
};

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static struct file *files;
static struct file *of[MAX_FD];
static const char *disk, *undo, *eio, *full;
static size_t disk_length;
static int leak;
static uint64_t chance;
static int notes;

#define REAL(result, name, ...) \
    static result (*real_##name)(__VA_ARGS__); \
    static void find_##name(void) { if (!real_##name) { *(void **)&real_##name = dlsym(RTLD_NEXT, #name); } }

REAL(int, open64, const char *, int, ...)
REAL(int, close, int)
REAL(ssize_t, read, int, void *, size_t)
REAL(ssize_t, write, int, const void *, size_t)
REAL(ssize_t, readv, int, const struct iovec *, int)
REAL(ssize_t, writev, int, const struct iovec *, int)
REAL(ssize_t, pread64, int, void *, size_t, off_t)
REAL(ssize_t, pwrite64, int, const void *, size_t, off_t)
REAL(off_t, lseek64, int, off_t, int)
REAL(int, ftruncate64, int, off_t)
REAL(int, fsync, int)
REAL(int, fdatasync, int)
REAL(int, rename, const char *, const char *)
REAL(int, unlink, const char *)
REAL(int, fstat64, int, struct stat64 *)
REAL(int, stat64, const char *, struct stat64 *)
REAL(int, lstat64, const char *, struct stat64 *)
REAL(int, statx, int, const char *, int, unsigned, struct statx *)

/* A copy: some processes write their title over the environment. */
static const char *setting(const char *name) {
    const char *value = getenv(name);
    return value ? strdup(value) : NULL;
}

__attribute__((constructor)) static void begin(void) {
    static int begun;
    if (begun) {
        return;
    }
    find_open64(); find_close(); find_read(); find_write(); find_readv(); find_writev(); find_pread64();
    find_pwrite64(); find_lseek64(); find_ftruncate64(); find_fsync(); find_fdatasync(); find_rename();
    find_unlink(); find_fstat64(); find_stat64(); find_lstat64(); find_statx();
    disk = setting("TOCSIN_DISK");
    undo = setting("TOCSIN_DISK_UNDO");
    eio = setting("TOCSIN_DISK_EIO");
    full = setting("TOCSIN_DISK_FULL");
    disk_length = disk ? strlen(disk) : 0;
    leak = getenv("TOCSIN_DISK_LEAK") ? atoi(getenv("TOCSIN_DISK_LEAK")) : 0;
    chance = (uint64_t)getpid() * 0x9e3779b97f4a7c15ULL + 1;
    begun = 1;
}

static int there(const char *path) {
    struct stat64 status;
    return path && real_stat64(path, &status) == 0;
}

static int ours(const char *path) {
    size_t length = strlen(path);
    return disk && strncmp(path, disk, disk_length) == 0 && path[disk_length] == '/'
        && !(length > 4 && strcmp(path + length - 4, "-shm") == 0);
}

static int leaks(void) {
    chance ^= chance << 13; chance ^= chance >> 7; chance ^= chance << 17;
    return (int)(chance % 100) < leak;
}

/* ---- the file as the process sees it; under the lock */

static struct file *known(dev_t device, ino_t inode) {
    for (struct file *file = files; file; file = file->next) {
        if (file->device == device && file->inode == inode) {
            return file;
        }
    }
    return NULL;
}

static struct page *page_at(struct file *file, off_t start) {
    for (struct page *page = file->pages[start / PAGE % BUCKETS]; page; page = page->next) {
        if (page->start == start) {
            return page;
        }
    }
    return NULL;
}

static void read_real(struct file *file, unsigned char *to, off_t from, size_t count) {
    memset(to, 0, count);
    off_t end = from + (off_t)count < file->cut ? from + (off_t)count : file->cut;
    if (from < end) {
        real_pread64(file->real, to, end - from, from);
    }
}

static struct page *own_page(struct file *file, off_t start) {
    struct page *page = page_at(file, start);
    if (!page) {
        page = malloc(sizeof *page);
        page->start = start;
        read_real(file, page->bytes, start, PAGE);
        page->next = file->pages[start / PAGE % BUCKETS];
        file->pages[start / PAGE % BUCKETS] = page;
    }
    return page;
}

static ssize_t read_at(struct file *file, unsigned char *to, size_t count, off_t from) {
    off_t end = from + (off_t)count < file->size ? from + (off_t)count : file->size;
    for (off_t at = from; at < end;) {
        off_t start = at / PAGE * PAGE;
        off_t stop = start + PAGE < end ? start + PAGE : end;
        struct page *page = page_at(file, start);
        if (page) {
            memcpy(to + (at - from), page->bytes + (at - start), stop - at);
        } else {
            read_real(file, to + (at - from), at, stop - at);
        }
        at = stop;
    }
    return end > from ? end - from : 0;
}

static ssize_t write_at(struct file *file, const unsigned char *bytes, size_t count, off_t from) {
    off_t end = from + (off_t)count;
    if (end > file->size && there(full)) {
        errno = ENOSPC;
        return -1;
    }
    for (off_t at = from; at < end;) {
        off_t start = at / PAGE * PAGE;
        off_t stop = start + PAGE < end ? start + PAGE : end;
        struct page *page = own_page(file, start);
        memcpy(page->bytes + (at - start), bytes + (at - from), stop - at);
        for (off_t sector = at / SECTOR * SECTOR; sector < stop && !file->lost; sector += SECTOR) {
            if (leak && leaks()) {
                real_pwrite64(file->real, page->bytes + (sector - start), SECTOR, sector);
            }
        }
        at = stop;
    }
    if (end > file->size) {
        file->size = end;
    }
    return (ssize_t)count;
}

static void truncate_at(struct file *file, off_t size) {
    if (size < file->size) {
        if (size % PAGE) {
            struct page *page = own_page(file, size / PAGE * PAGE);
            memset(page->bytes + size % PAGE, 0, PAGE - size % PAGE);
        }
        for (int bucket = 0; bucket < BUCKETS; bucket++) {
            for (struct page **link = &file->pages[bucket]; *link;) {
                struct page *page = *link;
                if (page->start >= size) {
                    *link = page->next;
                    free(page);
                } else {
                    link = &page->next;
                }
            }
        }
        file->cut = size < file->cut ? size : file->cut;
    }
    file->size = size;
}

static int sync_file(struct file *file) {
    if (there(eio)) {
        file->lost = 1;
        errno = EIO;
        return -1;
    }
    if (file->lost) {
        return 0;
    }
    struct stat64 status;
    real_fstat64(file->real, &status);
    if (file->cut < status.st_size) {
        real_ftruncate64(file->real, file->cut);
    }
    for (int bucket = 0; bucket < BUCKETS; bucket++) {
        while (file->pages[bucket]) {
            struct page *page = file->pages[bucket];
            off_t left = file->size - page->start;
            real_pwrite64(file->real, page->bytes, left < PAGE ? left : PAGE, page->start);
            file->pages[bucket] = page->next;
            free(page);
        }
    }
    real_ftruncate64(file->real, file->size);
    file->cut = INT64_MAX;
    return 0;
}

/* ---- names; under the lock */

static void note(const char *what, const char *first, const char *second) {
    if (!undo) {
        return;
    }
    char kept[4096], line[12288];
    snprintf(kept, sizeof kept, "%s/%d", undo, notes);
    const char *victim = second ? second : first;
    int saved = strcmp(what, "create") != 0 && link(victim, kept) == 0;
    int length = snprintf(line, sizeof line, "%s\t%s\t%s\t%s\n", what, first, second ? second : "-", saved ? kept : "-");
    notes++;
    snprintf(kept, sizeof kept, "%s/notes", undo);
    int out = real_open64(kept, O_WRONLY | O_CREAT | O_APPEND, 0600);
    if (real_write(out, line, length) != length) {
        abort();
    }
    real_close(out);
}

static void forget_notes(void) {
    char path[4096];
    snprintf(path, sizeof path, "%s/notes", undo);
    real_unlink(path);
    for (int i = 0; i < notes; i++) {
        snprintf(path, sizeof path, "%s/%d", undo, i);
        real_unlink(path);
    }
    notes = 0;
}

static int path_of(int fd, char *path, size_t size) {
    char link[64];
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t length = readlink(link, path, size - 1);
    path[length < 0 ? 0 : length] = 0;
    return length > 0;
}

static void track(int fd, int made) {
    char path[4096], link[64];
    struct stat64 status;
    if (fd < 0 || fd >= MAX_FD || !disk || !path_of(fd, path, sizeof path) || !ours(path)
        || real_fstat64(fd, &status) != 0 || !S_ISREG(status.st_mode)) {
        return;
    }
    pthread_mutex_lock(&lock);
    struct file *file = known(status.st_dev, status.st_ino);
    if (!file) {
        file = calloc(1, sizeof *file);
        file->device = status.st_dev;
        file->inode = status.st_ino;
        file->size = status.st_size;
        file->cut = INT64_MAX;
        snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
        file->real = real_open64(link, O_RDWR | O_CLOEXEC);
        file->next = files;
        files = file;
    }
    if (made) {
        note("create", path, NULL);
    }
    of[fd] = file;
    pthread_mutex_unlock(&lock);
}

static struct file *tracked(int fd) {
    begin();
    return fd >= 0 && fd < MAX_FD ? of[fd] : NULL;
}

/* ---- what the process calls */

int open64(const char *path, int flags, ...) {
    begin();
    mode_t mode = 0;
    if (flags & O_CREAT) {
        va_list more;
        va_start(more, flags);
        mode = va_arg(more, mode_t);
        va_end(more);
    }
    int cut = (flags & O_TRUNC) && disk && strncmp(path, disk, disk_length) == 0;
    int made = disk && (flags & O_CREAT) && strncmp(path, disk, disk_length) == 0 && !there(path);
    int fd = real_open64(path, cut ? flags & ~O_TRUNC : flags, mode);
    track(fd, made);
    struct file *file = tracked(fd);
    if (cut && file) {
        ftruncate64(fd, 0);
    }
    return fd;
}

int open(const char *path, int flags, ...) {
    va_list more;
    va_start(more, flags);
    mode_t mode = flags & O_CREAT ? va_arg(more, mode_t) : 0;
    va_end(more);
    return open64(path, flags, mode);
}

int close(int fd) {
    if (tracked(fd)) {
        of[fd] = NULL;
    }
    return real_close(fd);
}

ssize_t pread64(int fd, void *to, size_t count, off_t from) {
    struct file *file = tracked(fd);
    if (!file) {
        return real_pread64(fd, to, count, from);
    }
    pthread_mutex_lock(&lock);
    ssize_t done = read_at(file, to, count, from);
    pthread_mutex_unlock(&lock);
    return done;
}

ssize_t pread(int fd, void *to, size_t count, off_t from) { return pread64(fd, to, count, from); }

ssize_t pwrite64(int fd, const void *bytes, size_t count, off_t from) {
    struct file *file = tracked(fd);
    if (!file) {
        return real_pwrite64(fd, bytes, count, from);
    }
    pthread_mutex_lock(&lock);
    ssize_t done = write_at(file, bytes, count, from);
    pthread_mutex_unlock(&lock);
    return done;
}

ssize_t pwrite(int fd, const void *bytes, size_t count, off_t from) { return pwrite64(fd, bytes, count, from); }

ssize_t read(int fd, void *to, size_t count) {
    if (!tracked(fd)) {
        return real_read(fd, to, count);
    }
    off_t from = real_lseek64(fd, 0, SEEK_CUR);
    ssize_t done = pread64(fd, to, count, from);
    if (done > 0) {
        real_lseek64(fd, from + done, SEEK_SET);
    }
    return done;
}

ssize_t write(int fd, const void *bytes, size_t count) {
    struct file *file = tracked(fd);
    if (!file) {
        return real_write(fd, bytes, count);
    }
    off_t from = fcntl(fd, F_GETFL) & O_APPEND ? file->size : real_lseek64(fd, 0, SEEK_CUR);
    ssize_t done = pwrite64(fd, bytes, count, from);
    if (done > 0) {
        real_lseek64(fd, from + done, SEEK_SET);
    }
    return done;
}

ssize_t readv(int fd, const struct iovec *parts, int count) {
    if (!tracked(fd)) {
        return real_readv(fd, parts, count);
    }
    return count == 0 ? 0 : read(fd, parts[0].iov_base, parts[0].iov_len);
}

ssize_t writev(int fd, const struct iovec *parts, int count) {
    if (!tracked(fd)) {
        return real_writev(fd, parts, count);
    }
    return count == 0 ? 0 : write(fd, parts[0].iov_base, parts[0].iov_len);
}

off_t lseek64(int fd, off_t to, int whence) {
    struct file *file = tracked(fd);
    return file && whence == SEEK_END ? real_lseek64(fd, file->size + to, SEEK_SET) : real_lseek64(fd, to, whence);
}

off_t lseek(int fd, off_t to, int whence) { return lseek64(fd, to, whence); }

int ftruncate64(int fd, off_t size) {
    struct file *file = tracked(fd);
    if (!file) {
        return real_ftruncate64(fd, size);
    }
    pthread_mutex_lock(&lock);
    truncate_at(file, size);
    pthread_mutex_unlock(&lock);
    return 0;
}

int ftruncate(int fd, off_t size) { return ftruncate64(fd, size); }

int fsync(int fd) {
    struct file *file = tracked(fd);
    char path[4096];
    int result = 0;
    pthread_mutex_lock(&lock);
    if (file) {
        result = sync_file(file);
    } else if (disk && path_of(fd, path, sizeof path) && strcmp(path, disk) == 0) {
        if (there(eio)) {
            errno = EIO;
            result = -1;
        } else {
            forget_notes();
        }
    } else {
        result = real_fsync(fd);
    }
    pthread_mutex_unlock(&lock);
    return result;
}

int fdatasync(int fd) { return fsync(fd); }

int rename(const char *from, const char *to) {
    begin();
    pthread_mutex_lock(&lock);
    if (disk && ours(to)) {
        note("rename", from, to);
    }
    int result = real_rename(from, to);
    pthread_mutex_unlock(&lock);
    return result;
}

int unlink(const char *path) {
    begin();
    pthread_mutex_lock(&lock);
    if (disk && ours(path) && there(path)) {
        note("unlink", path, NULL);
    }
    int result = real_unlink(path);
    pthread_mutex_unlock(&lock);
    return result;
}

/* ---- sizes */

static int sized(int result, struct stat64 *status) {
    if (result == 0 && disk) {
        pthread_mutex_lock(&lock);
        struct file *file = known(status->st_dev, status->st_ino);
        if (file) {
            status->st_size = file->size;
        }
        pthread_mutex_unlock(&lock);
    }
    return result;
}

int fstat64(int fd, struct stat64 *s) { begin(); return sized(real_fstat64(fd, s), s); }
int stat64(const char *path, struct stat64 *s) { begin(); return sized(real_stat64(path, s), s); }
int lstat64(const char *path, struct stat64 *s) { begin(); return sized(real_lstat64(path, s), s); }
int fstat(int fd, struct stat *s) { return fstat64(fd, (struct stat64 *)s); }
int stat(const char *path, struct stat *s) { return stat64(path, (struct stat64 *)s); }
int lstat(const char *path, struct stat *s) { return lstat64(path, (struct stat64 *)s); }

/* Programs that were linked with an older C library. */
int __fxstat64(int v, int fd, struct stat64 *s) { (void)v; return fstat64(fd, s); }
int __xstat64(int v, const char *path, struct stat64 *s) { (void)v; return stat64(path, s); }
int __lxstat64(int v, const char *path, struct stat64 *s) { (void)v; return lstat64(path, s); }

int statx(int at, const char *path, int flags, unsigned mask, struct statx *s) {
    begin();
    int result = real_statx(at, path, flags, mask, s);
    if (result == 0 && disk) {
        pthread_mutex_lock(&lock);
        struct file *file = known(makedev(s->stx_dev_major, s->stx_dev_minor), s->stx_ino);
        if (file) {
            s->stx_size = file->size;
        }
        pthread_mutex_unlock(&lock);
    }
    return result;
}
