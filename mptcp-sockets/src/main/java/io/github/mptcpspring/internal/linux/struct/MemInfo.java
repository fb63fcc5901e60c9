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

package io.github.mptcpspring.internal.linux.struct;

import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemoryLayout.PathElement;
import java.lang.foreign.StructLayout;
import java.lang.foreign.ValueLayout;
import java.util.OptionalInt;

/**
 * The value of the option {@code SO_MEMINFO}. In C it is an array, whose indices have the
 * names of the fields of this class.
 *
 * <pre>
 * __u32 meminfo[SK_MEMINFO_VARS] = {
 *     [SK_MEMINFO_RMEM_ALLOC]
 *     [SK_MEMINFO_RCVBUF]
 *     [SK_MEMINFO_WMEM_ALLOC]
 *     [SK_MEMINFO_SNDBUF]
 *     [SK_MEMINFO_FWD_ALLOC]
 *     [SK_MEMINFO_WMEM_QUEUED]
 *     [SK_MEMINFO_OPTMEM]
 *     [SK_MEMINFO_BACKLOG]
 *     [SK_MEMINFO_DROPS]
 * };
 * </pre>
 *
 * @see <a href=
 * "https://github.com/torvalds/linux/blob/master/include/uapi/linux/sock_diag.h">linux/sock_diag.h</a>
 */
public final class MemInfo extends Struct {

	static final StructLayout MEMINFO = MemoryLayout.structLayout(
			ValueLayout.JAVA_INT.withName("SK_MEMINFO_RMEM_ALLOC"), ValueLayout.JAVA_INT.withName("SK_MEMINFO_RCVBUF"),
			ValueLayout.JAVA_INT.withName("SK_MEMINFO_WMEM_ALLOC"), ValueLayout.JAVA_INT.withName("SK_MEMINFO_SNDBUF"),
			ValueLayout.JAVA_INT.withName("SK_MEMINFO_FWD_ALLOC"),
			ValueLayout.JAVA_INT.withName("SK_MEMINFO_WMEM_QUEUED"), ValueLayout.JAVA_INT.withName("SK_MEMINFO_OPTMEM"),
			ValueLayout.JAVA_INT.withName("SK_MEMINFO_BACKLOG"), ValueLayout.JAVA_INT.withName("SK_MEMINFO_DROPS"));

	/** Length of all numbers in bytes. */
	public static final int LENGTH = (int) MEMINFO.byteSize();

	private static final int OPTMEM = (int) MEMINFO.byteOffset(PathElement.groupElement("SK_MEMINFO_OPTMEM"));

	/**
	 * Create a view that the kernel can write.
	 */
	public MemInfo() {
		super(new byte[LENGTH], 0, 0);
	}

	/**
	 * Return the memory of attachments of a socket: filters ({@code SO_ATTACH_FILTER}),
	 * keys ({@code TCP_MD5SIG}) and IPv6 extension headers, most of which cannot be read
	 * by options.
	 * @return the memory in bytes, 0 if nothing is attached, or empty if the kernel does
	 * not report it
	 */
	public OptionalInt attached() {
		return findInt(OPTMEM);
	}

}
