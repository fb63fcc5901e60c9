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

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

import io.github.mptcpspring.internal.linux.Errno;
import io.github.mptcpspring.internal.linux.SysSocket;
import io.github.mptcpspring.internal.linux.SystemCalls;

/**
 * A netlink socket with one request at a time. The response is available as soon as the
 * request has been sent, so no call blocks. Messages of other senders and responses to
 * earlier requests are ignored.
 *
 * <pre>
 * struct nlmsghdr {
 *     __u32 nlmsg_len;    with these 16 bytes
 *     __u16 nlmsg_type;
 *     __u16 nlmsg_flags;
 *     __u32 nlmsg_seq;
 *     __u32 nlmsg_pid;
 * };
 * </pre>
 *
 * @see <a href="https://man7.org/linux/man-pages/man7/netlink.7.html">netlink(7)</a>
 */
final class NetlinkSocket implements AutoCloseable {

	/** The flag of every request. */
	static final int NLM_F_REQUEST = 0x1;

	/** Return all objects. */
	static final int NLM_F_DUMP = 0x300;

	private static final int NLM_F_MULTI = 0x2;

	/** The dump is inconsistent, because objects changed meanwhile. */
	private static final int NLM_F_DUMP_INTR = 0x10;

	private static final int NLMSG_ERROR = 2;

	private static final int NLMSG_DONE = 3;

	private static final int HEADER_LENGTH = 16;

	/** {@code struct sockaddr_nl}: family, padding, {@code nl_pid}, groups. */
	private static final int ADDRESS_LENGTH = 12;

	private static final int ADDRESS_PORT = 4;

	/** The maximum number of attempts for a consistent dump. */
	private static final int MAX_ATTEMPTS = 4;

	/** The maximum length of the messages of a dump that the kernel sends at a time. */
	private static final int DUMP_LENGTH = 32 * 1024;

	/** The maximum length of a message that describes one object. */
	private static final int OBJECT_LENGTH = 4 * 1024;

	private final SystemCalls calls;

	private final int descriptor;

	private int sequence;

	private NetlinkSocket(SystemCalls calls, int descriptor) {
		this.calls = calls;
		this.descriptor = descriptor;
	}

	/**
	 * Open a socket.
	 * @param calls the system calls
	 * @param family {@link SysSocket#NETLINK_GENERIC} or
	 * {@link SysSocket#NETLINK_SOCK_DIAG}
	 * @return the socket
	 * @throws NetlinkException if it cannot be opened
	 */
	static NetlinkSocket open(SystemCalls calls, int family) throws NetlinkException {
		int descriptor = calls.socket(SysSocket.AF_NETLINK, SysSocket.SOCK_RAW | SysSocket.SOCK_CLOEXEC, family);
		if (descriptor < 0) {
			throw new NetlinkException("A netlink socket cannot be made", -descriptor);
		}
		return new NetlinkSocket(calls, descriptor);
	}

	/**
	 * Send a request.
	 * @param type the type of the request
	 * @param flags {@link #NLM_F_DUMP} or 0
	 * @param payload the payload of the request
	 * @return the payloads of the response
	 * @throws NetlinkException if the kernel rejects the request
	 */
	List<ByteBuffer> ask(int type, int flags, byte[] payload) throws NetlinkException {
		for (int attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
			send(type, flags, payload);
			Answer answer = new Answer(this.sequence);
			while (!answer.isComplete()) {
				answer.read(receive(((flags & NLM_F_DUMP) != 0) ? DUMP_LENGTH : OBJECT_LENGTH));
			}
			if (!answer.isInconsistent()) {
				return answer.payloads();
			}
		}
		throw new NetlinkException("The kernel's answer changes while it is given", Errno.EAGAIN);
	}

	private void send(int type, int flags, byte[] payload) throws NetlinkException {
		this.sequence++;
		byte[] request = ByteBuffer.allocate(HEADER_LENGTH + payload.length)
			.order(ByteOrder.nativeOrder())
			.putInt(HEADER_LENGTH + payload.length)
			.putShort((short) type)
			.putShort((short) (NLM_F_REQUEST | flags))
			.putInt(this.sequence)
			.putInt(0)
			.put(payload)
			.array();
		int sent;
		do {
			sent = this.calls.send(this.descriptor, request, 0);
		}
		while (sent == -Errno.EINTR);
		if (sent < 0) {
			throw new NetlinkException("The kernel takes no question", -sent);
		}
	}

	private ByteBuffer receive(int maxLength) throws NetlinkException {
		byte[] buffer = new byte[maxLength];
		byte[] sender = new byte[ADDRESS_LENGTH];
		int received;
		do {
			received = this.calls.recvfrom(this.descriptor, buffer, SysSocket.MSG_DONTWAIT, sender);
		}
		while (received == -Errno.EINTR || (received >= 0 && !isKernel(sender)));
		if (received < 0) {
			throw new NetlinkException("The kernel does not answer", -received);
		}
		return ByteBuffer.wrap(buffer, 0, received).order(ByteOrder.nativeOrder());
	}

	private static boolean isKernel(byte[] sender) {
		return ByteBuffer.wrap(sender).getInt(ADDRESS_PORT) == 0;
	}

	@Override
	public void close() {
		this.calls.close(this.descriptor);
	}

	/**
	 * The response to one request, in one or more messages.
	 */
	private static final class Answer {

		private final int sequence;

		private final List<ByteBuffer> payloads = new ArrayList<>();

		private boolean complete;

		private boolean inconsistent;

		Answer(int sequence) {
			this.sequence = sequence;
		}

		void read(ByteBuffer received) throws NetlinkException {
			do {
				int start = received.position();
				int length = (received.remaining() >= HEADER_LENGTH) ? received.getInt(start) : 0;
				if (length < HEADER_LENGTH || length > received.remaining()) {
					throw new NetlinkException("The kernel's answer is cut off", Errno.EIO);
				}
				if (received.getInt(start + 8) == this.sequence) {
					ByteBuffer payload = received.slice(start + HEADER_LENGTH, length - HEADER_LENGTH);
					read(Short.toUnsignedInt(received.getShort(start + 4)), received.getShort(start + 6),
							payload.order(ByteOrder.nativeOrder()));
				}
				received.position(start + Math.min((length + 3) & ~3, received.remaining()));
			}
			while (!this.complete && received.hasRemaining());
		}

		private void read(int type, int flags, ByteBuffer payload) throws NetlinkException {
			this.inconsistent |= (flags & NLM_F_DUMP_INTR) != 0;
			if (type == NLMSG_DONE || type == NLMSG_ERROR) {
				conclude(payload, type);
				this.complete = true;
			}
			else {
				this.payloads.add(payload);
				this.complete = (flags & NLM_F_MULTI) == 0;
			}
		}

		// A dump that fails ends with NLMSG_DONE and its errno
		private static void conclude(ByteBuffer payload, int type) throws NetlinkException {
			int result = (payload.remaining() >= Integer.BYTES) ? payload.getInt(0) : -Errno.EIO;
			if (type == NLMSG_ERROR || result < 0) {
				throw new NetlinkException("The kernel refuses to answer", -result);
			}
		}

		boolean isComplete() {
			return this.complete;
		}

		boolean isInconsistent() {
			return this.inconsistent;
		}

		List<ByteBuffer> payloads() {
			return this.payloads;
		}

	}

}
