/*
 * Copyright 2026 the original author or authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *      https://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */

package io.github.mptcpspring.internal.linux;

import java.util.Map;

/**
 * Error numbers of Linux, {@code asm-generic/errno.h}, which every architecture with a
 * 64-bit Linux JDK uses. Numbers that the code compares are constants; all others that
 * {@link SystemCalls} can return have a name.
 *
 * @see <a href="https://man7.org/linux/man-pages/man3/errno.3.html">errno(3)</a>
 */
public final class Errno {

	/** Operation not permitted. */
	public static final int EPERM = 1;

	/** No such file or object. */
	public static final int ENOENT = 2;

	/** Interrupted by a signal. */
	public static final int EINTR = 4;

	/** Input/output error. */
	public static final int EIO = 5;

	/** Bad file descriptor. */
	public static final int EBADF = 9;

	/** Resource temporarily unavailable. */
	public static final int EAGAIN = 11;

	/** Cannot allocate memory. */
	public static final int ENOMEM = 12;

	/** Permission denied. */
	public static final int EACCES = 13;

	/** Device or resource busy. */
	public static final int EBUSY = 16;

	/** Invalid argument. */
	public static final int EINVAL = 22;

	/** Too many open files in the system. */
	public static final int ENFILE = 23;

	/** Too many open files in this process. */
	public static final int EMFILE = 24;

	/** Not a socket. */
	public static final int ENOTSOCK = 88;

	/** Protocol option not available. */
	public static final int ENOPROTOOPT = 92;

	/** Protocol not supported. */
	public static final int EPROTONOSUPPORT = 93;

	/** Operation not supported. */
	public static final int EOPNOTSUPP = 95;

	/** Address family not supported. */
	public static final int EAFNOSUPPORT = 97;

	/** No buffer space available. */
	public static final int ENOBUFS = 105;

	/** Not connected. */
	public static final int ENOTCONN = 107;

	private static final Map<Integer, String> NAMES = Map.ofEntries(Map.entry(EPERM, "EPERM"),
			Map.entry(ENOENT, "ENOENT"), Map.entry(EINTR, "EINTR"), Map.entry(EIO, "EIO"), Map.entry(EBADF, "EBADF"),
			Map.entry(EAGAIN, "EAGAIN"), Map.entry(ENOMEM, "ENOMEM"), Map.entry(EACCES, "EACCES"),
			Map.entry(14, "EFAULT"), Map.entry(EBUSY, "EBUSY"), Map.entry(19, "ENODEV"), Map.entry(EINVAL, "EINVAL"),
			Map.entry(ENFILE, "ENFILE"), Map.entry(EMFILE, "EMFILE"), Map.entry(28, "ENOSPC"), Map.entry(33, "EDOM"),
			Map.entry(38, "ENOSYS"), Map.entry(ENOTSOCK, "ENOTSOCK"), Map.entry(89, "EDESTADDRREQ"),
			Map.entry(91, "EPROTOTYPE"), Map.entry(ENOPROTOOPT, "ENOPROTOOPT"),
			Map.entry(EPROTONOSUPPORT, "EPROTONOSUPPORT"), Map.entry(94, "ESOCKTNOSUPPORT"),
			Map.entry(EOPNOTSUPP, "EOPNOTSUPP"), Map.entry(EAFNOSUPPORT, "EAFNOSUPPORT"), Map.entry(98, "EADDRINUSE"),
			Map.entry(99, "EADDRNOTAVAIL"), Map.entry(ENOBUFS, "ENOBUFS"), Map.entry(106, "EISCONN"),
			Map.entry(ENOTCONN, "ENOTCONN"), Map.entry(122, "EDQUOT"));

	private Errno() {
	}

	/**
	 * Return the C name of an error number.
	 * @param errno the error number, positive
	 * @return the name, or {@code errno} and the number if it is unknown
	 */
	public static String name(int errno) {
		return NAMES.getOrDefault(errno, "errno " + errno);
	}

}
