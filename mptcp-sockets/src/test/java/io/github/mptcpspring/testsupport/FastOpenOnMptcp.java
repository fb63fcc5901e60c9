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

package io.github.mptcpspring.testsupport;

import io.github.mptcpspring.internal.descriptor.OwnedDescriptor;
import io.github.mptcpspring.internal.linux.Errno;
import io.github.mptcpspring.internal.linux.SockOpt;
import io.github.mptcpspring.internal.linux.SysSocket;
import io.github.mptcpspring.internal.linux.SystemCalls;
import io.github.mptcpspring.internal.linux.SystemCallsUnavailableException;

/**
 * Whether listeners of this kernel can have both, which is so since Linux 6.2.
 */
public final class FastOpenOnMptcp {

	private FastOpenOnMptcp() {
	}

	/**
	 * Go on only where they can.
	 */
	public static void require() {
		int result = tryIt();
		Prerequisite.require(result >= 0,
				"MPTCP sockets of this kernel refuse TCP_FASTOPEN: " + Errno.name(Math.max(0, -result)));
	}

	private static int tryIt() {
		try {
			SystemCalls calls = SystemCalls.link();
			int number = calls.socket(SysSocket.AF_INET, SysSocket.SOCK_STREAM | SysSocket.SOCK_CLOEXEC,
					SysSocket.IPPROTO_MPTCP);
			try (OwnedDescriptor mptcp = new OwnedDescriptor(calls, number)) {
				return mptcp.setInt(SockOpt.TCP_FASTOPEN, 1);
			}
		}
		catch (SystemCallsUnavailableException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
