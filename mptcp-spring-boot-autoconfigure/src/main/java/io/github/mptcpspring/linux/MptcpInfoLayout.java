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
import java.lang.foreign.StructLayout;
import java.lang.foreign.ValueLayout;
import java.util.OptionalInt;

/**
 * Reads what {@link SocketOption#MPTCP_INFO} answers. The structure has grown with the
 * kernel, so how much of it there is follows from the length that the kernel wrote and
 * from nothing else.
 *
 * <pre>
 * struct mptcp_info {                       since Linux
 *     __u8  mptcpi_subflows;                5.9: additional subflows that exist now
 *     ...
 *     __u8  mptcpi_subflows_total;          6.8: all subflows that exist now
 *     __u8  reserved[3];
 *     __u32 mptcpi_last_data_sent;          6.10
 *     __u32 mptcpi_last_data_recv;
 *     __u32 mptcpi_last_ack_recv;
 * };
 * </pre>
 *
 * @see <a href=
 * "https://github.com/torvalds/linux/blob/master/include/uapi/linux/mptcp.h">linux/mptcp.h</a>
 */
public final class MptcpInfoLayout {

	static final StructLayout MPTCP_INFO = MemoryLayout
		.structLayout(ValueLayout.JAVA_BYTE.withName("mptcpi_subflows"), MemoryLayout.paddingLayout(79),
				ValueLayout.JAVA_BYTE.withName("mptcpi_subflows_total"), MemoryLayout.paddingLayout(3),
				ValueLayout.JAVA_INT.withName("mptcpi_last_data_sent"),
				ValueLayout.JAVA_INT.withName("mptcpi_last_data_recv"),
				ValueLayout.JAVA_INT.withName("mptcpi_last_ack_recv"))
		.withName("mptcp_info");

	/** Length of the structure that this class knows, in bytes. */
	static final int LENGTH = (int) MPTCP_INFO.byteSize();

	private static final int SUBFLOWS = offset("mptcpi_subflows");

	private static final int SUBFLOWS_TOTAL = offset("mptcpi_subflows_total");

	private MptcpInfoLayout() {
	}

	private static int offset(String field) {
		return (int) MPTCP_INFO.byteOffset(PathElement.groupElement(field));
	}

	/**
	 * Answer how many subflows a connection has now, the first included. A kernel that
	 * does not report the total (before 6.8) reports the additional ones, and then the
	 * first one is taken to exist.
	 * @param info what the kernel wrote
	 * @param length how many bytes it wrote
	 * @return the number of subflows, empty when the kernel wrote nothing
	 */
	public static OptionalInt subflows(byte[] info, int length) {
		if (length > SUBFLOWS_TOTAL) {
			return OptionalInt.of(Byte.toUnsignedInt(info[SUBFLOWS_TOTAL]));
		}
		return (length > SUBFLOWS) ? OptionalInt.of(Byte.toUnsignedInt(info[SUBFLOWS]) + 1) : OptionalInt.empty();
	}

}
