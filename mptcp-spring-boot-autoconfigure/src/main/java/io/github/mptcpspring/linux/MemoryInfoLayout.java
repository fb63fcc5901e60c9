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

package io.github.mptcpspring.linux;

/**
 * What {@link SocketOption#SO_MEMINFO} tells: nine {@code __u32} of which this class
 * reads one.
 *
 * @see <a href=
 * "https://github.com/torvalds/linux/blob/master/include/uapi/linux/sock_diag.h">linux/sock_diag.h</a>
 */
public final class MemoryInfoLayout {

	/** Length of all numbers in bytes. */
	public static final int LENGTH = 9 * Integer.BYTES;

	/** {@code SK_MEMINFO_OPTMEM}. */
	static final int OPTMEM = 6;

	private MemoryInfoLayout() {
	}

	/**
	 * Return how much memory is taken by what is attached to a socket: filters
	 * ({@code SO_ATTACH_FILTER}), keys ({@code TCP_MD5SIG}) and IPv6 extension headers,
	 * most of which no option reads.
	 * @param value what the kernel wrote
	 * @return the memory in bytes, 0 when nothing is attached
	 */
	public static int attached(byte[] value) {
		return NativeBytes.getInt(value, OPTMEM * Integer.BYTES);
	}

}
