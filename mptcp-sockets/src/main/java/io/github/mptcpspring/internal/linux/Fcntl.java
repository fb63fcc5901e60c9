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

/**
 * The constants of {@code <fcntl.h>} that this project uses, with the values of
 * {@code asm-generic}.
 *
 * @see <a href="https://man7.org/linux/man-pages/man2/fcntl.2.html">fcntl(2)</a>
 */
public final class Fcntl {

	/** Read the descriptor flags, of which there is one: {@link #FD_CLOEXEC}. */
	public static final int F_GETFD = 1;

	/** Read the file status flags. */
	public static final int F_GETFL = 3;

	/**
	 * Duplicate to the lowest free number that is not below the argument, close-on-exec.
	 */
	public static final int F_DUPFD_CLOEXEC = 1030;

	/** Close on exec, as a descriptor flag. */
	public static final int FD_CLOEXEC = 1;

	/** Non-blocking, as a file status flag. */
	public static final int O_NONBLOCK = 0x800;

	/** Close on exec, as a flag of {@link SystemCalls#dup3}. */
	public static final int O_CLOEXEC = 0x80000;

	private Fcntl() {
	}

}
