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

import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemoryLayout.PathElement;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;

/**
 * Asks for and reads what {@link SystemCalls#getMptcpFullInfo} answers.
 *
 * <pre>
 * struct mptcp_full_info {                      struct mptcp_subflow_info {
 *     __u32 size_tcpinfo_kernel;                    __u32 id;
 *     __u32 size_tcpinfo_user;                      struct mptcp_subflow_addrs addrs;
 *     __u32 size_sfinfo_kernel;                 };
 *     __u32 size_sfinfo_user;
 *     __u32 num_subflows;                       struct mptcp_subflow_addrs {
 *     __u32 size_arrays_user;                       struct sockaddr_storage ss_local;
 *     __aligned_u64 subflow_info;                   struct sockaddr_storage ss_remote;
 *     __aligned_u64 tcp_info;                   };
 *     struct mptcp_info mptcp_info;
 * };
 * </pre>
 *
 * @see <a href=
 * "https://github.com/torvalds/linux/blob/master/include/uapi/linux/mptcp.h">linux/mptcp.h</a>
 */
public final class MptcpFullInfoLayout {

	static final StructLayout MPTCP_FULL_INFO = MemoryLayout
		.structLayout(ValueLayout.JAVA_INT.withName("size_tcpinfo_kernel"),
				ValueLayout.JAVA_INT.withName("size_tcpinfo_user"), ValueLayout.JAVA_INT.withName("size_sfinfo_kernel"),
				ValueLayout.JAVA_INT.withName("size_sfinfo_user"), ValueLayout.JAVA_INT.withName("num_subflows"),
				ValueLayout.JAVA_INT.withName("size_arrays_user"), ValueLayout.JAVA_LONG.withName("subflow_info"),
				ValueLayout.JAVA_LONG.withName("tcp_info"), MptcpInfoLayout.MPTCP_INFO)
		.withName("mptcp_full_info");

	static final StructLayout MPTCP_SUBFLOW_INFO = MemoryLayout
		.structLayout(ValueLayout.JAVA_INT.withName("id"), MemoryLayout.paddingLayout(4),
				MemoryLayout.sequenceLayout(SocketAddressLayout.MAX_LENGTH, ValueLayout.JAVA_BYTE).withName("ss_local"),
				MemoryLayout.sequenceLayout(SocketAddressLayout.MAX_LENGTH, ValueLayout.JAVA_BYTE)
					.withName("ss_remote"))
		.withName("mptcp_subflow_info");

	/** Length of the structure without what it points to, in bytes. */
	public static final int LENGTH = (int) MPTCP_FULL_INFO.byteSize();

	/** Length of what it says of one subflow beside {@code tcp_info}, in bytes. */
	public static final int SUBFLOW_LENGTH = (int) MPTCP_SUBFLOW_INFO.byteSize();

	/** Offset of the local address of a subflow, in bytes. */
	public static final int SUBFLOW_LOCAL = (int) MPTCP_SUBFLOW_INFO.byteOffset(PathElement.groupElement("ss_local"));

	/** Offset of the remote address of a subflow, in bytes. */
	public static final int SUBFLOW_REMOTE = (int) MPTCP_SUBFLOW_INFO.byteOffset(PathElement.groupElement("ss_remote"));

	/** The number of the socket option {@code MPTCP_FULL_INFO}. */
	static final int OPTION = 4;

	private static final int SIZE_TCPINFO_KERNEL = offset("size_tcpinfo_kernel");

	private static final int SIZE_TCPINFO_USER = offset("size_tcpinfo_user");

	private static final int SIZE_SFINFO_USER = offset("size_sfinfo_user");

	private static final int NUM_SUBFLOWS = offset("num_subflows");

	private static final int SIZE_ARRAYS_USER = offset("size_arrays_user");

	private static final int SUBFLOW_INFO = offset("subflow_info");

	private static final int TCP_INFO = offset("tcp_info");

	private static final int INFO = offset("mptcp_info");

	private MptcpFullInfoLayout() {
	}

	private static int offset(String field) {
		return (int) MPTCP_FULL_INFO.byteOffset(PathElement.groupElement(field));
	}

	static void request(MemorySegment fullInfo, MemorySegment subflowInfos, MemorySegment tcpInfos) {
		MemorySegment header = fullInfo.asSlice(0, LENGTH).fill((byte) 0);
		header.set(ValueLayout.JAVA_INT, SIZE_TCPINFO_USER, TcpInfoLayout.LENGTH);
		header.set(ValueLayout.JAVA_INT, SIZE_SFINFO_USER, SUBFLOW_LENGTH);
		// The kernel believes it and fills both arrays
		long entries = Math.min(subflowInfos.byteSize() / SUBFLOW_LENGTH, tcpInfos.byteSize() / TcpInfoLayout.LENGTH);
		header.set(ValueLayout.JAVA_INT, SIZE_ARRAYS_USER, (int) entries);
		header.set(ValueLayout.JAVA_LONG, SUBFLOW_INFO, subflowInfos.address());
		header.set(ValueLayout.JAVA_LONG, TCP_INFO, tcpInfos.address());
	}

	/**
	 * Answer how many subflows the connection has, which may be more than the arrays
	 * could hold.
	 * @param fullInfo what the kernel wrote
	 * @return the number of subflows
	 */
	public static int subflows(byte[] fullInfo) {
		return NativeBytes.getInt(fullInfo, NUM_SUBFLOWS);
	}

	/**
	 * Answer how much of each {@code struct tcp_info} the kernel has written.
	 * @param fullInfo what the kernel wrote
	 * @return the length in bytes, at most {@link TcpInfoLayout#LENGTH}
	 */
	public static int tcpInfoLength(byte[] fullInfo) {
		return Math.min(NativeBytes.getInt(fullInfo, SIZE_TCPINFO_KERNEL), TcpInfoLayout.LENGTH);
	}

	/**
	 * Answer the identifier of a subflow, which the connection has not used before.
	 * @param subflowInfos what the kernel wrote
	 * @param offset where the subflow begins, in bytes
	 * @return the identifier
	 */
	public static int subflowId(byte[] subflowInfos, int offset) {
		return NativeBytes.getInt(subflowInfos, offset);
	}

	/**
	 * Answer {@code struct mptcp_info} in it.
	 * @param fullInfo what the kernel wrote
	 * @param length how many bytes it wrote
	 * @return the structure as far as the kernel wrote it, for {@link MptcpInfoLayout}
	 */
	public static byte[] mptcpInfo(byte[] fullInfo, int length) {
		return Arrays.copyOfRange(fullInfo, INFO, Math.max(INFO, length));
	}

}
