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

package io.github.mptcpspring.internal.netlink;

import java.io.ByteArrayOutputStream;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

import io.github.mptcpspring.internal.linux.SysSocket;

/**
 * Builds what {@code sock_diag} answers.
 */
final class InetDiagMessages {

	static final int ESTABLISHED = 1;

	static final int FIN_WAIT2 = 5;

	static final int TIME_WAIT = 6;

	static final int LISTEN = 10;

	static final long COOKIE = 0x1122_3344_5566_7788L;

	private final ByteArrayOutputStream message = new ByteArrayOutputStream();

	private InetDiagMessages(int state, InetSocketAddress local, InetSocketAddress remote) {
		byte[] localAddress = local.getAddress().getAddress();
		ByteBuffer header = ByteBuffer.allocate(72);
		header.put((byte) ((localAddress.length == 4) ? SysSocket.AF_INET : SysSocket.AF_INET6)).put((byte) state);
		header.putShort(4, (short) local.getPort()).putShort(6, (short) remote.getPort());
		header.put(8, localAddress).put(24, remote.getAddress().getAddress());
		header.order(ByteOrder.nativeOrder()).putInt(44, (int) COOKIE).putInt(48, (int) (COOKIE >>> 32));
		this.message.writeBytes(header.array());
	}

	static InetDiagMessages of(int state, InetSocketAddress local, InetSocketAddress remote) {
		return new InetDiagMessages(state, local, remote);
	}

	static InetDiagMessages established(InetSocketAddress local, InetSocketAddress remote) {
		return of(ESTABLISHED, local, remote);
	}

	static InetDiagMessages listener(InetSocketAddress local) {
		return of(LISTEN, local, new InetSocketAddress(local.getAddress(), 0));
	}

	InetDiagMessages subflow(byte[]... attributes) {
		byte[] ulp = NetlinkAttributes.write(3, ScriptedKernel.concat(attributes));
		this.message.writeBytes(NetlinkAttributes.write(19, ulp));
		return this;
	}

	InetDiagMessages subflowOf(int token) {
		return subflow(NetlinkAttributes.write(2, ScriptedKernel.integer(token)));
	}

	InetDiagMessages mptcpInfo(int flags, int token, int subflows) {
		byte[] info = ByteBuffer.allocate(96)
			.order(ByteOrder.nativeOrder())
			.putInt(8, flags)
			.putInt(12, token)
			.put(80, (byte) subflows)
			.array();
		this.message.writeBytes(NetlinkAttributes.write(2, info));
		return this;
	}

	byte[] build() {
		return this.message.toByteArray();
	}

}
