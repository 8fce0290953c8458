/** The document's own example, as an admin would write it down for a server. */
export const weatherFile = (server: string) => `
allow_hosts: ["${new URL(server).host}"]
functions:
  - name: get_current_weather
    description: 获得指定地点的天气
    label: 正在查询天气…
    parameters:
      type: object
      properties:
        location:
          type: string
          description: 省，市名，例如：河北省，石家庄
        unit:
          type: string
          enum: [摄氏度, 华氏度]
      required: [location]
    responses:
      type: object
      properties:
        temperature: { type: int, description: 城市气温 }
    examples:
      - { role: user, content: 上海今天天气如何？ }
    url: ${server}/weather/{location}
    headers:
      authorization: Bearer \${WEATHER_KEY}
    timeoutMs: 2000
    pick: data.now
`;
