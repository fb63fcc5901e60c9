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

package io.github.mptcpspring.internal.connection;

import java.util.Optional;

import io.github.mptcpspring.internal.linux.SockOpt;
import io.github.mptcpspring.internal.linux.SystemCalls;
import io.github.mptcpspring.internal.linux.struct.MptcpFullInfo;
import io.github.mptcpspring.internal.linux.struct.MptcpInfo;
import io.github.mptcpspring.internal.swap.ProbeSocket;

/**
 * The properties of MPTCP connections that this kernel reports. They are detected instead
 * of derived from the version, because distributions backport changes.
 *
 * @param subflowTotals whether it reports the total number of subflows (Linux 6.8)
 * @param bytes whether it reports the number of bytes (Linux 6.5)
 * @param paths whether it reports each subflow (Linux 6.5)
 */
public record KernelCapabilities(boolean subflowTotals, boolean bytes, boolean paths) {

	/**
	 * Detect the capabilities of the kernel.
	 * @param calls the system calls
	 * @return the capabilities, or empty if no MPTCP socket can be opened
	 */
	public static Optional<KernelCapabilities> probe(SystemCalls calls) {
		int descriptor = ProbeSocket.open(calls);
		if (descriptor < 0) {
			return Optional.empty();
		}
		try {
			MptcpInfo info = new MptcpInfo();
			calls.getsockopt(descriptor, SockOpt.MPTCP_INFO, info);
			int fullInfo = calls.getMptcpFullInfo(descriptor, new MptcpFullInfo(0));
			return Optional
				.of(new KernelCapabilities(info.hasSubflowTotals(), info.bytesSent().isPresent(), fullInfo >= 0));
		}
		finally {
			calls.close(descriptor);
		}
	}

}
