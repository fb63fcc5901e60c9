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

package io.github.mptcpspring.internal.netty;

import io.github.mptcpspring.MptcpUnavailableException;
import io.netty.channel.Channel;

/**
 * What is done to each channel of a server or client before it is registered.
 */
@FunctionalInterface
public interface ChannelPreparation {

	/**
	 * Prepare a channel that is neither registered nor bound nor connected.
	 * @param channel the channel
	 * @throws MptcpUnavailableException when the channel must not be used
	 */
	void prepare(Channel channel) throws MptcpUnavailableException;

	/**
	 * Get ready to prepare a TCP channel of a client that is made next.
	 * @param channelType its class
	 */
	default void expectClient(Class<? extends Channel> channelType) {
	}

}
