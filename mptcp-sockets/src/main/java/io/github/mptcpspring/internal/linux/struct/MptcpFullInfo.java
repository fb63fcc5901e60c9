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
import java.util.Objects;

/**
 * The value of the option {@code MPTCP_FULL_INFO}: a connection and all its subflows.
 * Each subflow has an entry in the two arrays to which the structure points.
 *
 * <pre>
 * struct mptcp_full_info {
 *     __u32 size_tcpinfo_kernel;
 *     __u32 size_tcpinfo_user;
 *     __u32 size_sfinfo_kernel;
 *     __u32 size_sfinfo_user;
 *     __u32 num_subflows;
 *     __u32 size_arrays_user;
 *     __aligned_u64 subflow_info;       struct mptcp_subflow_info *
 *     __aligned_u64 tcp_info;           struct tcp_info *
 *     struct mptcp_info mptcp_info;
 * };
 * </pre>
 *
 * @see <a href=
 * "https://github.com/torvalds/linux/blob/master/include/uapi/linux/mptcp.h">linux/mptcp.h</a>
 */
public final class MptcpFullInfo extends Struct {

	static final StructLayout MPTCP_FULL_INFO = MemoryLayout
		.structLayout(ValueLayout.JAVA_INT.withName("size_tcpinfo_kernel"),
				ValueLayout.JAVA_INT.withName("size_tcpinfo_user"), ValueLayout.JAVA_INT.withName("size_sfinfo_kernel"),
				ValueLayout.JAVA_INT.withName("size_sfinfo_user"), ValueLayout.JAVA_INT.withName("num_subflows"),
				ValueLayout.JAVA_INT.withName("size_arrays_user"), ValueLayout.JAVA_LONG.withName("subflow_info"),
				ValueLayout.JAVA_LONG.withName("tcp_info"), MptcpInfo.MPTCP_INFO)
		.withName("mptcp_full_info");

	/** Length of the structure without what it points to, in bytes. */
	public static final int LENGTH = (int) MPTCP_FULL_INFO.byteSize();

	private static final int SIZE_TCPINFO_KERNEL = offset("size_tcpinfo_kernel");

	private static final int SIZE_TCPINFO_USER = offset("size_tcpinfo_user");

	private static final int SIZE_SFINFO_USER = offset("size_sfinfo_user");

	private static final int NUM_SUBFLOWS = offset("num_subflows");

	private static final int SIZE_ARRAYS_USER = offset("size_arrays_user");

	private static final int SUBFLOW_INFO = offset("subflow_info");

	private static final int TCP_INFO = offset("tcp_info");

	private static final int INFO = offset("mptcp_info");

	private final byte[] subflowInfos;

	private final byte[] tcpInfos;

	/**
	 * Create a view that the kernel can write.
	 * @param capacity the maximum number of subflows
	 */
	public MptcpFullInfo(int capacity) {
		super(new byte[LENGTH], 0, 0);
		this.subflowInfos = new byte[capacity * MptcpSubflowInfo.LENGTH];
		this.tcpInfos = new byte[capacity * TcpInfo.LENGTH];
	}

	private static int offset(String field) {
		return (int) MPTCP_FULL_INFO.byteOffset(PathElement.groupElement(field));
	}

	/**
	 * Return the array of {@code struct mptcp_subflow_info}, which a system call writes.
	 * @return the array, not a copy
	 */
	public byte[] subflowInfos() {
		return this.subflowInfos;
	}

	/**
	 * Return the array of {@code struct tcp_info}, which a system call writes.
	 * @return the array, not a copy
	 */
	public byte[] tcpInfos() {
		return this.tcpInfos;
	}

	/**
	 * Return the input of the system call: the addresses and sizes of the arrays.
	 * @param subflowInfos the address of memory with the size of {@link #subflowInfos}
	 * @param tcpInfos the address of memory with the size of {@link #tcpInfos}
	 * @return the structure in a new array
	 */
	public byte[] request(long subflowInfos, long tcpInfos) {
		byte[] request = new byte[LENGTH];
		NativeBytes.putInt(request, SIZE_TCPINFO_USER, TcpInfo.LENGTH);
		NativeBytes.putInt(request, SIZE_SFINFO_USER, MptcpSubflowInfo.LENGTH);
		// The kernel fills both arrays up to these sizes
		NativeBytes.putInt(request, SIZE_ARRAYS_USER, capacity());
		NativeBytes.putLong(request, SUBFLOW_INFO, subflowInfos);
		NativeBytes.putLong(request, TCP_INFO, tcpInfos);
		return request;
	}

	private int capacity() {
		return this.tcpInfos.length / TcpInfo.LENGTH;
	}

	/**
	 * Return the number of subflows of the connection, which may exceed the capacity.
	 * @return the number of subflows, 0 if the system call failed
	 */
	public int subflows() {
		return findInt(NUM_SUBFLOWS).orElse(0);
	}

	/**
	 * Return whether the capacity was sufficient for all subflows.
	 * @return {@code true} if all subflows were written
	 */
	public boolean isComplete() {
		return subflows() <= capacity();
	}

	/**
	 * Return the information about a subflow.
	 * @param index its index, below {@link #subflows} and the capacity
	 * @return the subflow
	 */
	public MptcpSubflowInfo subflowInfo(int index) {
		return new MptcpSubflowInfo(this.subflowInfos, check(index) * MptcpSubflowInfo.LENGTH);
	}

	/**
	 * Return the information about the TCP connection of a subflow.
	 * @param index the index of the subflow, below {@link #subflows} and the capacity
	 * @return the structure, as far as the kernel wrote it
	 */
	public TcpInfo tcpInfo(int index) {
		int length = Math.clamp(findInt(SIZE_TCPINFO_KERNEL).orElse(0), 0, TcpInfo.LENGTH);
		return new TcpInfo(this.tcpInfos, check(index) * TcpInfo.LENGTH, length);
	}

	private int check(int index) {
		return Objects.checkIndex(index, Math.min(subflows(), capacity()));
	}

	/**
	 * Return the embedded {@code struct mptcp_info}.
	 * @return the structure, as far as the kernel wrote it
	 */
	public MptcpInfo mptcpInfo() {
		return new MptcpInfo(array(), INFO, Math.max(0, length() - INFO));
	}

}
