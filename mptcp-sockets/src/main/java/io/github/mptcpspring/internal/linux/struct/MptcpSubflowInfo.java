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

/**
 * The part of {@link MptcpFullInfo} about one subflow, in addition to its
 * {@link TcpInfo}.
 *
 * <pre>
 * struct mptcp_subflow_info {            struct mptcp_subflow_addrs {
 *     __u32 id;                              struct sockaddr_storage ss_local;
 *     struct mptcp_subflow_addrs addrs;      struct sockaddr_storage ss_remote;
 * };                                     };
 * </pre>
 *
 * @see <a href=
 * "https://github.com/torvalds/linux/blob/master/include/uapi/linux/mptcp.h">linux/mptcp.h</a>
 */
public final class MptcpSubflowInfo extends Struct {

	static final StructLayout MPTCP_SUBFLOW_INFO = MemoryLayout
		.structLayout(ValueLayout.JAVA_INT.withName("id"), MemoryLayout.paddingLayout(4),
				MemoryLayout.sequenceLayout(SockAddr.STORAGE_LENGTH, ValueLayout.JAVA_BYTE).withName("ss_local"),
				MemoryLayout.sequenceLayout(SockAddr.STORAGE_LENGTH, ValueLayout.JAVA_BYTE).withName("ss_remote"))
		.withName("mptcp_subflow_info");

	/** Length of the structure in bytes. */
	public static final int LENGTH = (int) MPTCP_SUBFLOW_INFO.byteSize();

	private static final int ID = offset("id");

	private static final int LOCAL = offset("ss_local");

	private static final int REMOTE = offset("ss_remote");

	MptcpSubflowInfo(byte[] bytes, int offset) {
		super(bytes, offset, LENGTH);
	}

	private static int offset(String field) {
		return (int) MPTCP_SUBFLOW_INFO.byteOffset(PathElement.groupElement(field));
	}

	/**
	 * Return the identifier of the subflow, which is unique within the connection.
	 * @return the identifier
	 */
	public int id() {
		return getInt(ID);
	}

	/**
	 * Return the local address.
	 * @return the address
	 */
	public SockAddr local() {
		return new SockAddr(array(), at(LOCAL), SockAddr.STORAGE_LENGTH);
	}

	/**
	 * Return the remote address.
	 * @return the address
	 */
	public SockAddr remote() {
		return new SockAddr(array(), at(REMOTE), SockAddr.STORAGE_LENGTH);
	}

}
